"""From the user's arguments to a plan: data, frames, units, reducers, the jackknife."""
