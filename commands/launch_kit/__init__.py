"""The launch kit: a welcome post, a guide, questions and answers, and slides, made from the policy and the playbook."""
