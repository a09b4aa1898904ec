"""Template filters that know what roll call looks like."""
