// SPDX-License-Identifier: Apache-2.0
/** A small network for tests: a Foundation, vendors, and the events that they issue. */
@NullMarked
package io.notenboom.registry.scenario;

import org.jspecify.annotations.NullMarked;
