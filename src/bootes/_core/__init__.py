"""Plans and their execution: names no member of any family."""
