// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What the verifier trusts, and what it has seen before.
 *
 * @param root certificate of the Foundation's root
 * @param network name of the network; null to take the one that the log names
 * @param key key of the log in text form; null to take the one that lies beside the log
 * @param earlier a checkpoint that was seen before, which the log has to begin with; null for none
 */
public record AuditInput(
        X509Certificate root,
        @Nullable String network,
        @Nullable String key,
        @Nullable String earlier) {}
