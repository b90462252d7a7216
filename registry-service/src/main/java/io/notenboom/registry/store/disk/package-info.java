// SPDX-License-Identifier: Apache-2.0
/** The disk under the stores. */
@NullMarked
package io.notenboom.registry.store.disk;

import org.jspecify.annotations.NullMarked;
