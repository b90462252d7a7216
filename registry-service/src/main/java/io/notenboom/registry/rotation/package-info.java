// SPDX-License-Identifier: Apache-2.0
/** Rotation of the certificates of this node and of the CAs above it. */
@NullMarked
package io.notenboom.registry.rotation;

import org.jspecify.annotations.NullMarked;
