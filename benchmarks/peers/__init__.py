"""Other ways to the same numbers, one file each, as fast as their authors would have them."""
