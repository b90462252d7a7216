// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.stream;

import io.notenboom.registry.event.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on the chain of its stream: what {@link VendorStream#append} takes.
 *
 * @param id of the event
 * @param sequence its place
 * @param issuedAt its date of issue
 * @param introduced the certificate that it introduced, if any
 */
public record ChainLink(
        EventId id,
        long sequence,
        Instant issuedAt,
        @Nullable Signer introduced) {}
