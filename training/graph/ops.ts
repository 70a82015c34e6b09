import { TENSOR_TYPE, type Ggml, type Pointer } from '../ffi/index.js';

/** A ggml tensor. Dimensions are written ggml's way: [ne0, ne1, ...] with ne0 contiguous in memory. */
export type Tensor = Pointer;
export type Dims4 = readonly [number, number, number, number];

/** ggml's operations with the context filled in; each adds a node and returns it, nothing is computed yet. */
export class Ops {
  readonly ggml: Ggml;
  readonly context: Pointer;

  constructor(ggml: Ggml, context: Pointer) {
    this.ggml = ggml;
    this.context = context;
  }

  /** An input tensor: it gets memory, and its content is uploaded before every computation. */
  input(type: 'F32' | 'I32', ...ne: [number] | [number, number]): Tensor {
    const tensor =
      ne.length === 1
        ? this.ggml.ggml_new_tensor_1d(this.context, TENSOR_TYPE[type], ne[0])
        : this.ggml.ggml_new_tensor_2d(this.context, TENSOR_TYPE[type], ne[0], ne[1]);
    this.ggml.ggml_set_input(tensor);
    return tensor;
  }

  /** Keeps a result readable after the computation. */
  output(tensor: Tensor): Tensor {
    this.ggml.ggml_set_output(tensor);
    return tensor;
  }

  add = (a: Tensor, b: Tensor): Tensor => this.ggml.ggml_add(this.context, a, b);
  mul = (a: Tensor, b: Tensor): Tensor => this.ggml.ggml_mul(this.context, a, b);
  scale = (a: Tensor, factor: number): Tensor => this.ggml.ggml_scale(this.context, a, factor);
  sumOfSquares = (a: Tensor): Tensor => this.ggml.ggml_sum(this.context, this.ggml.ggml_sqr(this.context, a));
  silu = (a: Tensor): Tensor => this.ggml.ggml_silu(this.context, a);
  siluBack = (dy: Tensor, x: Tensor): Tensor => this.ggml.ggml_silu_back(this.context, dy, x);
  /** silu(a) * b */
  swiglu = (a: Tensor, b: Tensor): Tensor => this.ggml.ggml_swiglu_split(this.context, a, b);
  /** Sums `a` over the dimensions in which `like` is repeated. */
  repeatBack = (a: Tensor, like: Tensor): Tensor => this.ggml.ggml_repeat_back(this.context, a, like);

  /** [k, m] x [k, n] -> [m, n]: rows of `a` dot rows of `b`. */
  mulMat = (a: Tensor, b: Tensor): Tensor => this.ggml.ggml_mul_mat(this.context, a, b);
  /** [m, n] x [k, n] -> [m, k]: sum over the second dimension. Fast only when m is long. */
  outProd = (a: Tensor, b: Tensor): Tensor => this.ggml.ggml_out_prod(this.context, a, b);

  getRows = (table: Tensor, rows: Tensor): Tensor => this.ggml.ggml_get_rows(this.context, table, rows);
  getRowsBack = (dy: Tensor, rows: Tensor, table: Tensor): Tensor => this.ggml.ggml_get_rows_back(this.context, dy, rows, table);

  cont = (a: Tensor): Tensor => this.ggml.ggml_cont(this.context, a);
  copy = (from: Tensor, to: Tensor): Tensor => this.ggml.ggml_cpy(this.context, from, to);
  castToBf16 = (a: Tensor): Tensor => this.ggml.ggml_cast(this.context, a, TENSOR_TYPE.BF16);
  /** [a, b, ...] -> [b, a, ...], copied so that rows are contiguous again. */
  transposed = (a: Tensor): Tensor => this.cont(this.ggml.ggml_transpose(this.context, a));
  /** The same for a matrix of `ne` = [a, b], stored as BF16. */
  transposedBf16(a: Tensor, ne: readonly [number, number]): Tensor {
    const target = this.ggml.ggml_new_tensor_2d(this.context, TENSOR_TYPE.BF16, ne[1], ne[0]);
    return this.copy(this.ggml.ggml_transpose(this.context, a), target);
  }
  /** Dimension i of `a` becomes dimension axes[i]; copied. */
  permuted = (a: Tensor, axes: Dims4): Tensor => this.cont(this.ggml.ggml_permute(this.context, a, ...axes));
  concatRows = (a: Tensor, b: Tensor): Tensor => this.ggml.ggml_concat(this.context, a, b, 1);
  /** Zeros appended along ne0. */
  padFirst = (a: Tensor, count: number): Tensor => this.ggml.ggml_pad(this.context, a, count, 0, 0, 0);
  reshape2 = (a: Tensor, n0: number, n1: number): Tensor => this.ggml.ggml_reshape_2d(this.context, a, n0, n1);
  reshape3 = (a: Tensor, n0: number, n1: number, n2: number): Tensor => this.ggml.ggml_reshape_3d(this.context, a, n0, n1, n2);
  reshape4 = (a: Tensor, ne: Dims4): Tensor => this.ggml.ggml_reshape_4d(this.context, a, ...ne);
  /** A window `ne` of a contiguous F32 tensor with dimensions `of`, beginning at row `firstRow` of dimension 1. */
  window(a: Tensor, of: Dims4, ne: Dims4, firstRow: number): Tensor {
    const row = of[0] * F32_BYTES;
    const plane = row * of[1];
    return this.ggml.ggml_view_4d(this.context, a, ...ne, row, plane, plane * of[2], firstRow * row);
  }

  rmsNorm = (x: Tensor, eps: number): Tensor => this.ggml.ggml_rms_norm(this.context, x, eps);
  rmsNormBack = (dy: Tensor, x: Tensor, eps: number): Tensor => this.ggml.ggml_rms_norm_back(this.context, dy, x, eps);
  /** softmax(x * scale + mask) along ne0. */
  softMax = (x: Tensor, mask: Tensor, scale: number): Tensor => this.ggml.ggml_soft_max_ext(this.context, x, mask, scale, 0);
  softMaxBack = (dy: Tensor, y: Tensor, scale: number): Tensor => this.ggml.ggml_soft_max_ext_back(this.context, dy, y, scale, 0);
  /** Rotary positions on adjacent pairs (mode 0), as the `llama` architecture of GGUF has them. */
  rope(x: Tensor, positions: Tensor, dimensions: number, base: number): Tensor {
    return this.ggml.ggml_rope_ext(this.context, x, positions, null, dimensions, 0, 0, base, ...PLAIN_ROPE);
  }
  ropeBack(dy: Tensor, positions: Tensor, dimensions: number, base: number): Tensor {
    return this.ggml.ggml_rope_ext_back(this.context, dy, positions, null, dimensions, 0, 0, base, ...PLAIN_ROPE);
  }
  /** -(1/rows) sum(labels * log softmax(logits)) */
  crossEntropy = (logits: Tensor, labels: Tensor): Tensor => this.ggml.ggml_cross_entropy_loss(this.context, logits, labels);
  /** (softmax(logits) - labels) * upstream / rows; `upstream` has one element. */
  crossEntropyBack(upstream: Tensor, logits: Tensor, labels: Tensor): Tensor {
    return this.ggml.ggml_cross_entropy_loss_back(this.context, upstream, logits, labels);
  }

  /** A graph that computes the given tensors in this order. */
  graph(results: readonly Tensor[], nodes: number, withGradients = false): Pointer {
    const graph = this.ggml.ggml_new_graph_custom(this.context, nodes, withGradients);
    for (const tensor of results) this.ggml.ggml_build_forward_expand(graph, tensor);
    return graph;
  }

  /** Nodes [from, to) of a graph as one of its own; those that they read must have been computed. */
  slice(graph: Pointer, from: number, to: number): Pointer {
    const part = this.ggml.ggml_new_graph_custom(this.context, to - from, false);
    for (let i = from; i < to; i++) this.ggml.ggml_graph_add_node(part, this.ggml.ggml_graph_node(graph, i));
    return part;
  }
}

const F32_BYTES = 4;
/** Frequency scale 1, no YaRN: ext_factor 0, attention factor 1, betas at their defaults. */
const PLAIN_ROPE = [1, 0, 1, 32, 1] as const;
