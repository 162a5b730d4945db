import type { HotkeysManager } from './host';

/** The keys now bound to a command, for the panel to show: the user may have changed the mode's own. */
export function keyOf(hotkeysManager: HotkeysManager, commandName: string): string | undefined {
  const bound = Object.values(hotkeysManager.hotkeyDefinitions).find(
    definition => definition.commandName === commandName,
  );
  return bound && [bound.keys].flat().join('+');
}
