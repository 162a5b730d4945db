import { holdsControls } from '@timescope/core/controlCharacters';
import { Button, Notice } from '@timescope/ohif/controls';
import { ohifStrings } from '@timescope/ohif/strings';
import { useState } from 'react';
import type { DrawnRegion } from '../../pipeline/reading/drawnRegion';
import { areaMm2, type SlideExtent } from '../../services/measuredArea';
import type { RegionService } from '../../services/regions/RegionService';
import { isRole, ROLES } from '../../services/regions/regionsState';
import { strings } from '../../strings';
import { RoleMark } from './RoleMark';

interface Props {
  readonly region: DrawnRegion;
  readonly mpp: SlideExtent['mpp'] | undefined;
  readonly isSelected: boolean;
  readonly service: RegionService;
}

/** One region: its name and area; when it is selected, also what can be done with it. */
export function RegionRow({ region, mpp, isSelected, service }: Props) {
  return (
    <li data-cy="region" data-role={region.role}>
      <button
        type="button"
        className="ts-listed"
        data-cy="region-select"
        aria-pressed={isSelected}
        title={strings.roleHints[region.role]}
        onClick={() => service.select(isSelected ? undefined : region.id)}
        onDoubleClick={() => service.goTo(region.id)}
        onKeyDown={event => {
          if (event.key !== 'Delete') return;
          // The page's own Delete key takes the selected region, which may be another one.
          event.stopPropagation();
          focusBeside(event.currentTarget);
          service.remove(region.id);
        }}
      >
        <RoleMark role={region.role} />
        <span className="ts-grow" style={{ textAlign: 'left', overflowWrap: 'anywhere' }}>
          {region.name}
        </span>
        {mpp && (
          <span className="ts-dim ts-small" data-cy="region-area">
            {strings.squareMillimetres(areaMm2(region.rings, mpp))}
          </span>
        )}
      </button>
      {isSelected && <RegionDetails key={region.name} region={region} service={service} />}
    </li>
  );
}

/** The keyboard goes on with the next region of the list, after the last one with the one before. */
function focusBeside(button: Element): void {
  const row = button.closest('li');
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  beside?.querySelector('button')?.focus();
}

function RegionDetails({ region, service }: Pick<Props, 'region' | 'service'>) {
  const [name, setName] = useState(region.name);
  const finish = () => {
    service.rename(region.id, name);
    if (name.trim() === '' || holdsControls(name)) setName(region.name);
  };
  return (
    <div className="ts-stack" style={{ padding: '4px 0 6px 22px' }}>
      <div className="ts-row">
        <input
          type="text"
          className="ts-grow"
          style={{ minWidth: 110 }}
          data-cy="region-name"
          aria-label={strings.regionName}
          value={name}
          onChange={event => setName(event.target.value)}
          onBlur={finish}
          onKeyDown={event => {
            if (event.key === 'Enter') finish();
            if (event.key === 'Escape') setName(region.name);
            event.stopPropagation();
          }}
        />
        <select
          data-cy="region-role"
          aria-label={strings.regionRole}
          value={region.role}
          onChange={event => {
            if (isRole(event.target.value)) service.setRole(region.id, event.target.value);
          }}
        >
          {ROLES.map(role => (
            <option key={role} value={role}>
              {strings.roles[role]}
            </option>
          ))}
        </select>
      </div>
      {holdsControls(name) && (
        <Notice kind="warning" testId="region-name-controls" text={ohifStrings.controlCharacters} />
      )}
      <div className="ts-row">
        <Button text={strings.goTo} testId="region-go" onPress={() => service.goTo(region.id)} />
        <Button text={strings.remove} testId="region-delete" onPress={() => service.remove(region.id)} />
      </div>
    </div>
  );
}
