// SPDX-License-Identifier: Apache-2.0
/** Messages between nodes, their JSON form and its limits. */
@NullMarked
package io.notenboom.gossip.protocol;

import org.jspecify.annotations.NullMarked;
