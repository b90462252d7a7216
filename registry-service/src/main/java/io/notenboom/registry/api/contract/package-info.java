// SPDX-License-Identifier: Apache-2.0
/** Contracts over HTTP. */
@NullMarked
package io.notenboom.registry.api.contract;

import org.jspecify.annotations.NullMarked;
