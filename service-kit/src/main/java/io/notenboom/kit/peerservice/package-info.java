// SPDX-License-Identifier: Apache-2.0
/** Calls to the other services of the same node. */
@NullMarked
package io.notenboom.kit.peerservice;

import org.jspecify.annotations.NullMarked;
