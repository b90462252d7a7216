// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.rule.facts.Contract;

/**
 * A contract.
 *
 * @param contract its data and state
 * @param name who the care organisation is
 * @param stream the vendor's stream
 * @param proposal id of the event that proposed it
 */
public record ContractView(Contract contract, CareOrganisationName name, EventId stream, EventId proposal) {}
