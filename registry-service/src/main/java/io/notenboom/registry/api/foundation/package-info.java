// SPDX-License-Identifier: Apache-2.0
/** Decisions of the Foundation over HTTP. */
@NullMarked
package io.notenboom.registry.api.foundation;

import org.jspecify.annotations.NullMarked;
