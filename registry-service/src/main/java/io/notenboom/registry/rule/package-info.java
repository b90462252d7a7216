// SPDX-License-Identifier: Apache-2.0
/** Projection validity: one class for each validation question of the registry seed. */
@NullMarked
package io.notenboom.registry.rule;

import org.jspecify.annotations.NullMarked;
