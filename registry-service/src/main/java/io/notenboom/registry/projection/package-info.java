// SPDX-License-Identifier: Apache-2.0
/** What the registry shows: vendors, contracts, organisations, endpoints and nodes, computed from verified events. */
@NullMarked
package io.notenboom.registry.projection;

import org.jspecify.annotations.NullMarked;
