// SPDX-License-Identifier: Apache-2.0
/** Rotation of what the control plane holds. */
@NullMarked
package io.notenboom.hosting.control.api.rotation;

import org.jspecify.annotations.NullMarked;
