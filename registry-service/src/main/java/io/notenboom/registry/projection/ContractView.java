// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.rule.facts.Contract;
import java.time.Instant;

/**
 * A contract.
 *
 * @param contract its data and state
 * @param name who the care organisation is
 * @param stream the vendor's stream
 * @param proposal id of the event that proposed it
 * @param signsUntil the last date of issue of an event that is signed with its certificate: the earliest end among that and
 *     the certificates above it, as they were when it was proposed
 */
public record ContractView(
        Contract contract, CareOrganisationName name, EventId stream, EventId proposal, Instant signsUntil) {}
