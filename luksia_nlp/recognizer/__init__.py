"""Our own name recognizer: tokens in, labelled names with a calibrated score out.

It knows no engine and needs no PyTorch: a model of 8-bit weights is run by onnxruntime on the processor. How
it was made, what it was trained on and how good it is stands in `docs/recognizer.md`.

`encoding` (with `word_vectors`) and `windows` make tokens the model's input, `recognizer` runs it, `decoding`
makes names of its tags; `manifest` and `model_files` know its folder.
"""

from luksia_nlp.recognizer.recognizer import FoundName, Read, Recognizer, packaged_recognizer, tokens_of

__all__ = ["FoundName", "Read", "Recognizer", "packaged_recognizer", "tokens_of"]
