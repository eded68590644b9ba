// What there is to say of a binary and a host: codes with values, which src/words makes sentences of.

/** Each code with the names of its values. */
interface Values {
  // Answers.
  starts: never;
  starts_if: never;
  no_program_object: never;
  no_program_archive: never;
  no_program_core: never;
  no_program_library: never;
  no_program_bundle: never;
  no_program_kernel: never;
  no_program_kernel_module: never;
  no_program_driver: never;
  no_program_efi: never;
  no_program_efi_driver: never;
  no_program_boot: never;
  no_program_debugging: never;
  no_program_module: never;
  no_program_other: never;
  only_apps: never;
  not_pie: never;
  not_signed: never;
  signature_broken: never;
  imports_not_supplied: 'modules';
  other_format: 'format' | 'host' | 'own';
  no_mark: 'format' | 'host';
  no_mark_layer: 'format' | 'host';
  other_libc: 'libc' | 'has' | 'distribution';
  lacks_version: 'library' | 'version' | 'has' | 'distribution';
  too_old_declared: 'declared';
  inside_another: never;
  other_system: 'goos' | 'host';
  other_system_layer: 'goos' | 'host';
  other_machine: 'goarch' | 'host';
  other_machine_rosetta: never;
  other_machine_windows_11: never;
  other_machine_windows: never;
  other_machine_386_windows: never;
  other_machine_386_linux: never;
  other_machine_386: never;
  other_machine_arm: never;
  other_machine_mips: never;
  other_machine_arm_windows: never;
  other_machine_x32: never;
  other_machine_n32: never;
  other_machine_ppc: never;
  other_machine_s390: never;
  too_old: 'required';
  below_level: 'goarch' | 'setting' | 'level';
  below_level_emulated: 'goarch' | 'setting' | 'level';

  // Conditions under which it starts.
  if_system: never;
  if_asked: 'goarch' | 'setting' | 'asked';
  if_single_core: never;
  if_interpreter: 'path';
  if_other_libraries: 'path';
  if_glibc: 'version';
  if_cxx: 'version';
  if_libraries: 'libraries';
  if_related: never;
  if_signature: never;
  if_dot_net: 'version';

  // What is good to know besides.
  note_gui: never;
  note_packed: never;

  // What the user sees of a program that does not start.
  refused_darwin: 'name';
  refused_darwin_format: 'name';
  refused_windows: 'name';
  refused_plan9: 'name';
  refused: 'name';
  refused_interpreter: 'name' | 'path';
  refused_not_pie: 'name';
  killed: 'name';
  version_not_found: 'name' | 'library' | 'version';
  crash_at_system_call: never;
  crash_at_start: never;
  crash_dyld: never;
  crash_amd64: 'level';
  crash_lse: never;
  crash_no_floating_point: never;
  crash_no_vfpv3: never;
  illegal_instruction: never;
  illegal_instruction_windows: never;

  // What to do.
  step_rosetta: never;
  step_node: never;
  step_web_page: never;
  step_wasmtime: never;
  step_wazero: never;
  step_run_here: never;
  step_qemu: never;
  step_older_release: never;
  step_wine: never;
  step_mono: never;
  step_sign: never;
  step_gcompat: never;
  step_musl: never;
  step_wsl: never;
  step_freebsd: never;
  step_container: never;
  step_bridge: never;
  step_terminal: never;
  step_smart_screen: never;
  step_chmod: never;
  step_quarantine: never;
  step_start: never;
}

/** A code of what there is to say. */
export type HostCode = keyof Values;

/** The values that go with a code. */
export type ValuesOf<Code extends HostCode> = Readonly<Record<Values[Code], string>>;

/** The codes that need no values. */
export type PlainCode = { [Code in HostCode]: [Values[Code]] extends [never] ? Code : never }[HostCode];

type CodeWithValues = Exclude<HostCode, PlainCode>;

/** Something to say of a binary and a host. */
export type HostTold =
  | { readonly code: PlainCode }
  | { [Code in CodeWithValues]: { readonly code: Code; readonly values: ValuesOf<Code> } }[CodeWithValues];
