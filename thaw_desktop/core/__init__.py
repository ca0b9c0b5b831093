"""What every feature stands on: clock, ids, errors, paths, policy, settings, databases, event log, change flags."""
