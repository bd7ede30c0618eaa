"""What could be better about a brief before anybody is asked to approve it; every remark comes from a rule, none stops anybody."""
