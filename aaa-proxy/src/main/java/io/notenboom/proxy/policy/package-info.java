// SPDX-License-Identifier: Apache-2.0
/** What is served where, which headers go on, and what is refused: rules without I/O. */
@NullMarked
package io.notenboom.proxy.policy;

import org.jspecify.annotations.NullMarked;
