"""Calls for projects of the State (AMI): what is asked, from whom, by when, and judged on what."""
