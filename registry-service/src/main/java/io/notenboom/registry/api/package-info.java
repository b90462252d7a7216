// SPDX-License-Identifier: Apache-2.0
/** The registry's HTTP interface. */
@NullMarked
package io.notenboom.registry.api;

import org.jspecify.annotations.NullMarked;
