"""The reference model of training/bench.ts in PyTorch: one JSON line. Arguments: threads, batch, length."""
import json
import math
import sys
import time

import torch
import torch.nn.functional as F

threads, B, T = (int(x) for x in sys.argv[1:4])
torch.set_num_threads(threads)
torch.manual_seed(1)
V, D, LAYERS, HEADS, FFN, TARGETS, STEPS = 4096, 192, 6, 6, 512, 512, 6
SIZE = D // HEADS
params = {}


def matrix(name, *shape):
    params[name] = (torch.randn(*shape) * 0.02).requires_grad_()


matrix("embedding", V, D)
for layer in range(LAYERS):
    for part in "qkvo":
        matrix(f"{layer}.{part}", D, D)
    matrix(f"{layer}.gate", FFN, D)
    matrix(f"{layer}.up", FFN, D)
    matrix(f"{layer}.down", D, FFN)
    params[f"{layer}.norm1"] = torch.ones(D).requires_grad_()
    params[f"{layer}.norm2"] = torch.ones(D).requires_grad_()
params["norm"] = torch.ones(D).requires_grad_()

angles = torch.outer(torch.arange(T).float(), 1.0 / (10000 ** (torch.arange(0, SIZE, 2).float() / SIZE)))
cos, sin = angles.cos()[None, :, None], angles.sin()[None, :, None]
mask = torch.full((T, T), float("-inf")).triu(1)


def rope(x):
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)


def rms(x, gain):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * gain


def heads(x):
    return x.view(B, T, HEADS, SIZE)


def logits(tokens, rows):
    x = F.embedding(tokens, params["embedding"])
    for layer in range(LAYERS):
        p = lambda name: params[f"{layer}.{name}"]
        h = rms(x, p("norm1"))
        q = rope(heads(h @ p("q").T)).transpose(1, 2)
        k = rope(heads(h @ p("k").T)).transpose(1, 2)
        v = heads(h @ p("v").T).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-1, -2) / math.sqrt(SIZE) + mask, -1)
        x = x + (weights @ v).transpose(1, 2).reshape(B, T, D) @ p("o").T
        h = rms(x, p("norm2"))
        x = x + (F.silu(h @ p("gate").T) * (h @ p("up").T)) @ p("down").T
    return rms(x.reshape(B * T, D)[rows], params["norm"]) @ params["embedding"].T


optimizer = torch.optim.AdamW(params.values(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.05)
tokens = torch.randint(0, V, (B, T))
rows = torch.arange(TARGETS) * (B * T) // TARGETS
labels = torch.randint(0, V, (TARGETS,))
wall = cpu = float("inf")
for _ in range(STEPS):
    began, began_cpu = time.perf_counter(), time.process_time()
    loss = F.cross_entropy(logits(tokens, rows), labels)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(list(params.values()), 1.0)
    optimizer.step()
    wall = min(wall, time.perf_counter() - began)
    cpu = min(cpu, time.process_time() - began_cpu)
print(json.dumps({"version": torch.__version__, "tokensPerSecond": B * T / wall, "tokensPerCpuSecond": B * T / cpu}))
