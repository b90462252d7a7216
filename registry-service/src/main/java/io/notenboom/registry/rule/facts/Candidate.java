// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule.facts;

import io.notenboom.registry.event.RegistryEvent;
import java.time.Instant;

/**
 * An event to judge: one that is in the log, or one that its writer has yet to sign.
 *
 * @param payload what it says
 * @param issuedAt its date of issue
 * @param signerThumbprint base64url SHA-256 of the certificate that it is signed with
 */
public record Candidate(RegistryEvent payload, Instant issuedAt, String signerThumbprint) {}
