/**
 * The part of ggml's C API that training uses, as data: [result, ...arguments]. Names and types follow `ggml.h`,
 * `ggml-alloc.h` and `ggml-backend.h` of the release inside node-llama-cpp 3.22; `ptr` is any pointer.
 */
const UNARY = ['ptr', 'ptr', 'ptr'] as const;
const BINARY = ['ptr', 'ptr', 'ptr', 'ptr'] as const;
const ROPE = [
  ...(['ptr', 'ptr', 'ptr', 'ptr', 'ptr', 'int', 'int', 'int'] as const),
  ...(['float', 'float', 'float', 'float', 'float', 'float'] as const),
] as const;

export const BASE_SIGNATURES = {
  ggml_version: ['str'],
  ggml_type_name: ['str', 'int'],
  ggml_type_size: ['size_t', 'int'],
  ggml_tensor_overhead: ['size_t'],
  ggml_graph_overhead_custom: ['size_t', 'size_t', 'bool'],
  ggml_free: ['void', 'ptr'],
  ggml_new_tensor_1d: ['ptr', 'ptr', 'int', 'int64'],
  ggml_new_tensor_2d: ['ptr', 'ptr', 'int', 'int64', 'int64'],
  ggml_new_tensor_4d: ['ptr', 'ptr', 'int', 'int64', 'int64', 'int64', 'int64'],
  ggml_nbytes: ['size_t', 'ptr'],
  ggml_set_input: ['void', 'ptr'],
  ggml_set_output: ['void', 'ptr'],
  ggml_set_param: ['void', 'ptr'],
  ggml_set_loss: ['void', 'ptr'],
  // element-wise and reductions
  ggml_add: BINARY,
  ggml_mul: BINARY,
  ggml_scale: ['ptr', 'ptr', 'ptr', 'float'],
  ggml_sqr: UNARY,
  ggml_sum: UNARY,
  ggml_silu: UNARY,
  ggml_silu_back: BINARY,
  ggml_swiglu_split: BINARY,
  ggml_repeat_back: BINARY,
  // matrices
  ggml_mul_mat: BINARY,
  ggml_out_prod: BINARY,
  // rows
  ggml_get_rows: BINARY,
  ggml_get_rows_back: ['ptr', 'ptr', 'ptr', 'ptr', 'ptr'],
  // layout
  ggml_cont: UNARY,
  ggml_transpose: UNARY,
  ggml_cpy: BINARY,
  ggml_cast: ['ptr', 'ptr', 'ptr', 'int'],
  ggml_concat: ['ptr', 'ptr', 'ptr', 'ptr', 'int'],
  ggml_pad: ['ptr', 'ptr', 'ptr', 'int', 'int', 'int', 'int'],
  ggml_permute: ['ptr', 'ptr', 'ptr', 'int', 'int', 'int', 'int'],
  ggml_reshape_2d: ['ptr', 'ptr', 'ptr', 'int64', 'int64'],
  ggml_reshape_3d: ['ptr', 'ptr', 'ptr', 'int64', 'int64', 'int64'],
  ggml_reshape_4d: ['ptr', 'ptr', 'ptr', 'int64', 'int64', 'int64', 'int64'],
  ggml_view_4d: ['ptr', 'ptr', 'ptr', 'int64', 'int64', 'int64', 'int64', 'size_t', 'size_t', 'size_t', 'size_t'],
  // layers
  ggml_rms_norm: ['ptr', 'ptr', 'ptr', 'float'],
  ggml_rms_norm_back: ['ptr', 'ptr', 'ptr', 'ptr', 'float'],
  ggml_soft_max_ext: ['ptr', 'ptr', 'ptr', 'ptr', 'float', 'float'],
  ggml_soft_max_ext_back: ['ptr', 'ptr', 'ptr', 'ptr', 'float', 'float'],
  ggml_rope_ext: ROPE,
  ggml_rope_ext_back: ROPE,
  ggml_cross_entropy_loss: BINARY,
  ggml_cross_entropy_loss_back: ['ptr', 'ptr', 'ptr', 'ptr', 'ptr'],
  ggml_opt_step_adamw: ['ptr', 'ptr', 'ptr', 'ptr', 'ptr', 'ptr', 'ptr'],
  // graphs
  ggml_new_graph_custom: ['ptr', 'ptr', 'size_t', 'bool'],
  ggml_build_forward_expand: ['void', 'ptr', 'ptr'],
  ggml_build_backward_expand: ['void', 'ptr', 'ptr', 'ptr'],
  ggml_graph_get_grad: ['ptr', 'ptr', 'ptr'],
  ggml_graph_n_nodes: ['int', 'ptr'],
  ggml_graph_node: ['ptr', 'ptr', 'int'],
  ggml_graph_add_node: ['void', 'ptr', 'ptr'],
  // allocation and backends
  ggml_gallocr_new: ['ptr', 'ptr'],
  ggml_gallocr_free: ['void', 'ptr'],
  ggml_gallocr_reserve: ['bool', 'ptr', 'ptr'],
  ggml_gallocr_alloc_graph: ['bool', 'ptr', 'ptr'],
  ggml_gallocr_get_buffer_size: ['size_t', 'ptr', 'int'],
  ggml_backend_get_default_buffer_type: ['ptr', 'ptr'],
  ggml_backend_alloc_ctx_tensors: ['ptr', 'ptr', 'ptr'],
  ggml_backend_buffer_free: ['void', 'ptr'],
  ggml_backend_buffer_clear: ['void', 'ptr', 'uint8'],
  ggml_backend_tensor_set: ['void', 'ptr', 'ptr', 'size_t', 'size_t'],
  ggml_backend_tensor_get: ['void', 'ptr', 'ptr', 'size_t', 'size_t'],
  ggml_backend_graph_compute: ['int', 'ptr', 'ptr'],
  ggml_backend_free: ['void', 'ptr'],
  ggml_backend_get_device: ['ptr', 'ptr'],
  ggml_backend_dev_description: ['str', 'ptr'],
  ggml_backend_dev_backend_reg: ['ptr', 'ptr'],
  ggml_backend_reg_get_proc_address: ['ptr', 'ptr', 'str'],
  // quantisation: only to check our own encoders against it
  ggml_quantize_chunk: ['size_t', 'int', 'ptr', 'ptr', 'int64', 'int64', 'int64', 'ptr'],
} as const;

export const REGISTRY_SIGNATURES = {
  ggml_backend_load_all_from_path: ['void', 'str'],
  ggml_backend_init_by_type: ['ptr', 'int', 'str'],
} as const;

/** An address in native memory; koffi gives it as a BigInt, and `null` for NULL. */
export type Pointer = bigint;

interface Values {
  void: void;
  ptr: Pointer;
  int: number;
  int64: number;
  size_t: number;
  uint8: number;
  float: number;
  bool: boolean;
  str: string;
}
type Name = keyof Values;
/** What may be passed where C wants it: memory of a typed array is lent for the duration of the call. */
type Argument<N extends Name> = N extends 'ptr' ? Pointer | ArrayBufferView | null : N extends 'str' ? string | null : Values[N];
type Arguments<T extends readonly Name[]> = { -readonly [I in keyof T]: Argument<T[I]> };
type Call<T extends readonly Name[]> = T extends readonly [infer R extends Name, ...infer A extends readonly Name[]]
  ? (...args: Arguments<A>) => Values[R]
  : never;

/** One typed function per table entry. */
export type Calls<T extends Readonly<Record<string, readonly Name[]>>> = { readonly [K in keyof T]: Call<T[K]> };
