"""What everything else may know: the two refusals and how public ids are made."""
