"""Keep the encoder's states of prepared paragraphs: ``python training/states.py PARAGRAPHS OUT``."""

import pickle
import sys
from pathlib import Path

import context
import torch
import vectors

if __name__ == "__main__":
    torch.set_num_threads(1)
    paragraphs = [one.words for one in pickle.loads(Path(sys.argv[1]).read_bytes())[0]]
    encoder = context.Encoder(vectors.find_model())
    states = []
    for at in range(0, len(paragraphs), 1000):
        states += encoder.states(paragraphs[at : at + 1000])
        print(f"{at + 1000} of {len(paragraphs)} paragraphs", file=sys.stderr, flush=True)
    Path(sys.argv[2]).write_bytes(pickle.dumps(states, protocol=4))
