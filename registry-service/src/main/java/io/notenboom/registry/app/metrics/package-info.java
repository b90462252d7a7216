// SPDX-License-Identifier: Apache-2.0
/** Figures about the registry, and whether it is ready. */
@NullMarked
package io.notenboom.registry.app.metrics;

import org.jspecify.annotations.NullMarked;
