// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EventId;
import java.time.Instant;

/**
 * A vendor.
 *
 * @param vendor its OID
 * @param name its name
 * @param stream its stream
 * @param registeredAt date of issue of its first registration
 * @param contested whether another stream claims the same vendor
 * @param frozen whether its stream is frozen by a fork
 */
public record VendorView(
        String vendor, String name, EventId stream, Instant registeredAt, boolean contested, boolean frozen) {}
