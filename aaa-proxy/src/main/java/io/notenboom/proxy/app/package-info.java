// SPDX-License-Identifier: Apache-2.0
/** Configuration and start of the process. */
@NullMarked
package io.notenboom.proxy.app;

import org.jspecify.annotations.NullMarked;
