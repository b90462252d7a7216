// SPDX-License-Identifier: Apache-2.0
/** The registry as a care services directory (IHE mCSD): resources, their versions, and when they changed on this node. */
@NullMarked
package io.notenboom.registry.mcsd;

import org.jspecify.annotations.NullMarked;
