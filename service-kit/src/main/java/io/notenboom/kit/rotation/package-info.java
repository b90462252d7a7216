// SPDX-License-Identifier: Apache-2.0
/** Rotation of what a service holds: one place that lists, previews, begins and advances, whatever the kind. */
@NullMarked
package io.notenboom.kit.rotation;

import org.jspecify.annotations.NullMarked;
