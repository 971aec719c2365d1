"""How resample *i* is drawn: one file per scheme, each bound to data as a sampler."""
