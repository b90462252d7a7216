// SPDX-License-Identifier: Apache-2.0
/** Gossip over HTTPS with certificates on both sides. */
@NullMarked
package io.notenboom.gossip.transport;

import org.jspecify.annotations.NullMarked;
