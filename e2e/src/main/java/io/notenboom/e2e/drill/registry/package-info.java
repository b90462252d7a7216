// SPDX-License-Identifier: Apache-2.0
/** The drill of the distributed registry, on real processes. */
@NullMarked
package io.notenboom.e2e.drill.registry;

import org.jspecify.annotations.NullMarked;
