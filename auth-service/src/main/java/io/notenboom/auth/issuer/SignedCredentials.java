// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that a key signed and that neither ended nor were revoked.
 *
 * @param count how many
 * @param until when the last of them ends; {@link Instant#MAX} if one does not end by itself, null if there is none
 */
public record SignedCredentials(long count, @Nullable Instant until) {}
