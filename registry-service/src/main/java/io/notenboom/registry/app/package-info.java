// SPDX-License-Identifier: Apache-2.0
/** Configuration and wiring of the registry service. */
@NullMarked
package io.notenboom.registry.app;

import org.jspecify.annotations.NullMarked;
