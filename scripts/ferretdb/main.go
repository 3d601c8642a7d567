// Command ferretdb serves MongoDB's protocol from SQLite files, for tests alone.
//
// It prints its address on the first line of its output and ends when its input is closed, so that it cannot outlive
// the tests that started it, however those end.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/FerretDB/FerretDB/ferretdb"
)

// build is compared by scripts/ferretdb.ts with what it wants; raise its last number when this file changes.
const build = "v1.24.2-1"

func main() {
	version := flag.Bool("version", false, "print the build and end")
	directory := flag.String("directory", "", "where the SQLite files are; must exist")
	address := flag.String("address", "127.0.0.1:0", "where to listen")
	flag.Parse()
	if *version {
		fmt.Println(build)
		return
	}
	if err := serve(*directory, *address); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(directory, address string) error {
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: address},
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:   "sqlite",
		SQLiteURL: "file:" + directory + "/",
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		// The input says nothing: its end is the message.
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	go func() { fmt.Println(server.MongoDBURI()) }()
	return server.Run(ctx)
}
