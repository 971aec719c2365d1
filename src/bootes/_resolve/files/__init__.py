"""From files to results: what they say is checked before it is believed."""
