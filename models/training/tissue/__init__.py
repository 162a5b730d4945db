"""Tissue classes and H-scores of patches: data, loops and cards; train_tissue.py and train_score.py run them."""
