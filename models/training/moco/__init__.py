"""Learning without labels, as pretrain_moco.py runs it."""
