// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.proxy.app;

import org.jspecify.annotations.NullMarked;
