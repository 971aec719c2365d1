"""The percentile intervals of some statistics at three sizes, by everybody who offers them."""
