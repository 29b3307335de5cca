"""The words of the trade as frozen types; they know no database, no clock and no network."""
