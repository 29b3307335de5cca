"""Gather what packing slips and pick lists say."""
