"""Let a teacher read paragraphs: ``python training/lessons.py TEACHER PARAGRAPHS STATES OUT``."""

import io
import pickle
import sys
import tempfile
from pathlib import Path

import export
import teach
import torch

from testimonia.finding.network.weights import Weights

if __name__ == "__main__":
    trained = torch.load(sys.argv[1], weights_only=False)
    state = trained["state"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "teacher.npz"
        export.write(file, export.arrays_of(state, list(trained["words"]), trained["pieces"], {}))
        weights = Weights.load(file)
    teacher = teach.Teacher(weights, state["mix.weight"].numpy().T, state["mix.bias"].numpy())
    paragraphs = pickle.loads(Path(sys.argv[2]).read_bytes())[0]
    states = pickle.load(io.BytesIO(Path(sys.argv[3]).read_bytes()))
    Path(sys.argv[4]).write_bytes(pickle.dumps(list(teacher.lessons(paragraphs, states)), protocol=4))
