"""The small nucleus network: data, model, loss and export; train_nuclei.py beside this folder runs it."""
