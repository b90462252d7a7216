// SPDX-License-Identifier: Apache-2.0
/** Tests against real servers on loopback. */
@NullMarked
package io.notenboom.kit.outbound;

import org.jspecify.annotations.NullMarked;
