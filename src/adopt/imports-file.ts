/** The file with the import blocks, next to the stack's own file. `cdktf synth` does not remove it. */
export const IMPORTS_FILE = "adopt.tf.json";
