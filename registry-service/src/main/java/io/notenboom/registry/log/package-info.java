// SPDX-License-Identifier: Apache-2.0
/** The durable log of accepted events. */
@NullMarked
package io.notenboom.registry.log;

import org.jspecify.annotations.NullMarked;
